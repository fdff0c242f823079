"""What an author or instructor runs: build, check, verify, behind one command."""
