"""The same rumour in two other tools: NDlib 6.0.1 and Mesa 3.3.1. For benchmarks and one test.

NDlib is a library of spreading models; its own SIR model is used as it comes. Mesa is a library
for agents; the model is written here after its own example `virus_on_network`. Both are made once
and run again and again, as one would behind a control: making them is not timed.

The rule of a step is the same in all three. Every sharer tells each neighbour who has not read,
and tires or not; who is reached in a step neither tells nor tires before the next one, and who
tires in a step has still told in it. Mesa's example lets agents act one after the other, each
seeing what the last one did; here they act at once, in Mesa's two stages, so that the rules agree.
"""

import warnings

import numpy as np
from scipy import sparse

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import mesa
    import networkx as nx
    from mesa.discrete_space import FixedAgent, Network
    from ndlib.models import ModelConfig
    from ndlib.models.epidemics import SIRModel


class NdlibSpread:
    """NDlib's SIR model: 0 not reached, 1 infected, 2 recovered."""

    def __init__(self, adjacency: sparse.csr_array, share: float, fatigue: float) -> None:
        config = ModelConfig.Configuration()
        config.add_model_parameter("beta", share)
        config.add_model_parameter("gamma", fatigue)
        config.add_model_initial_configuration("Infected", [0])
        self.nodes = adjacency.shape[0]
        self.model = SIRModel(nx.from_scipy_sparse_array(adjacency))
        self.model.set_initial_status(config)

    def run(self, steps: int, first_posters: int, seed: int) -> list[int]:
        """Return the readers after each step, the start included."""
        np.random.seed(seed)  # NDlib draws from NumPy's one generator
        self.model.reset(np.random.choice(self.nodes, first_posters, replace=False).tolist())
        done = self.model.iteration_bunch(steps + 1, node_status=False)  # the start is the first
        return [self.nodes - step["node_count"][0] for step in done]


class Person(FixedAgent):
    """Somebody who may have read, may share, and is told by neighbours."""

    def __init__(self, model: mesa.Model, cell) -> None:
        super().__init__(model)
        self.cell = cell
        self.reader = self.sharing = self.told = self.tired = False

    def tell(self) -> None:
        if not self.sharing:
            return
        for other in self.cell.neighborhood.agents:
            if not other.reader and self.random.random() < self.model.share:
                other.told = True
        self.tired = self.random.random() < self.model.fatigue

    def settle(self) -> None:
        if self.tired:
            self.sharing = self.tired = False
        elif self.told:
            self.reader = self.sharing = True
            self.told = False


class MesaSpread(mesa.Model):
    """A model of persons, each in a cell of a network."""

    def __init__(self, adjacency: sparse.csr_array, share: float, fatigue: float) -> None:
        super().__init__(seed=0)
        self.share, self.fatigue = share, fatigue
        self.grid = Network(nx.from_scipy_sparse_array(adjacency), capacity=1, random=self.random)
        Person.create_agents(self, adjacency.shape[0], list(self.grid.all_cells))
        self.people = list(self.agents)

    def step(self) -> None:
        self.agents.do("tell")
        self.agents.do("settle")

    def run(self, steps: int, first_posters: int, seed: int) -> list[int]:
        """Return the readers after each step, the start included."""
        self.random.seed(seed)
        for person in self.people:
            person.reader = person.sharing = person.told = person.tired = False
        for person in self.random.sample(self.people, first_posters):
            person.reader = person.sharing = True
        readers = [first_posters]
        for _ in range(steps):
            self.step()
            readers.append(sum(person.reader for person in self.people))
        return readers


PEERS = {"NDlib": NdlibSpread, "Mesa": MesaSpread}
