"""Objects that call one another: tasks that a scheduler runs in turn, each a subclass with its own step."""


class Packet:
    def __init__(self, link, ident, kind):
        self.link, self.ident, self.kind = link, ident, kind
        self.datum = 0
        self.data = [0] * 4


class Task:
    def __init__(self, ident, priority):
        self.ident, self.priority = ident, priority
        self.queue = []
        self.waiting = self.holding = False
        self.runs = 0

    def add(self, packet):
        self.queue.append(packet)
        self.waiting = False
        return self

    def is_ready(self):
        return not self.holding and (bool(self.queue) or not self.waiting)

    def run(self, scheduler):
        packet = self.queue.pop(0) if self.queue else None
        self.runs += 1
        return self.step(scheduler, packet)


class Idle(Task):
    def __init__(self, ident, priority):
        super().__init__(ident, priority)
        self.control = 1

    def step(self, scheduler, packet):
        if self.control & 1 == 0:
            self.control //= 2
        else:
            self.control = (self.control // 2) ^ 0xd008
        return scheduler.send(self.control % 3 + 1, Packet(None, self.ident, self.control & 1))


class Worker(Task):
    def step(self, scheduler, packet):
        if packet is None:
            self.waiting = True
            return None
        for i in range(len(packet.data)):
            packet.datum = packet.datum + 1 if packet.datum < 26 else 1
            packet.data[i] = packet.datum
        return scheduler.send(2, packet)


class Handler(Task):
    def step(self, scheduler, packet):
        if packet is None:
            self.waiting = True
            return None
        if packet.kind:
            packet.kind = 0
            return scheduler.send(3, packet)
        return None


class Device(Task):
    def step(self, scheduler, packet):
        if packet is None:
            self.waiting = True
        else:
            scheduler.finished += packet.datum
        return None


class Scheduler:
    def __init__(self):
        self.tasks = [Idle(0, 1), Worker(1, 10), Handler(2, 20), Device(3, 30)]
        self.finished = 0

    def send(self, ident, packet):
        packet.link = self.tasks[ident]
        return self.tasks[ident].add(packet)

    def loop(self, rounds):
        for _ in range(rounds):
            for task in self.tasks:
                if task.is_ready():
                    task.run(self)


def run():
    scheduler = Scheduler()
    scheduler.loop(10_000)
    return scheduler.finished, [task.runs for task in scheduler.tasks]
