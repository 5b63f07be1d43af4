"""Method calls through abstract classes: a chain of constraints whose values are propagated."""

from enum import IntEnum


class Strength(IntEnum):
    REQUIRED = 0
    STRONG = 1
    WEAK = 2


class Variable:
    def __init__(self, name, value=0):
        self.name, self.value = name, value
        self.constraints = []
        self.determined_by = None
        self.stay = True

    def add_constraint(self, constraint):
        self.constraints.append(constraint)


class Constraint:
    def __init__(self, strength):
        self.strength = strength

    def is_input(self):
        return False

    def weaker_than(self, other):
        return self.strength > other.strength

    def add(self):
        for variable in self.variables():
            variable.add_constraint(self)

    def execute(self):
        raise NotImplementedError


class Equal(Constraint):
    def __init__(self, left, right, strength):
        super().__init__(strength)
        self.left, self.right = left, right
        self.add()

    def variables(self):
        return (self.left, self.right)

    def output(self):
        return self.right

    def execute(self):
        self.right.value = self.left.value


class Scale(Equal):
    def __init__(self, left, factor, offset, right, strength):
        super().__init__(left, right, strength)
        self.factor, self.offset = factor, offset

    def execute(self):
        self.right.value = self.left.value * self.factor + self.offset


class Edit(Constraint):
    def __init__(self, variable, strength):
        super().__init__(strength)
        self.variable = variable
        self.add()

    def is_input(self):
        return True

    def variables(self):
        return (self.variable,)

    def output(self):
        return self.variable

    def execute(self):
        pass


class Planner:
    def __init__(self):
        self.mark = 0

    def plan(self, sources):
        plan, todo = [], list(sources)
        self.mark += 1
        while todo:
            constraint = todo.pop()
            output = constraint.output()
            if output.determined_by is not constraint or output.stay:
                plan.append(constraint)
                output.determined_by, output.stay = constraint, False
                for other in output.constraints:
                    if other is not constraint and not other.is_input() and not other.weaker_than(constraint):
                        todo.append(other)
        return plan


def run():
    total = 0
    for length in (400, 400):
        variables = [Variable(f"v{i}") for i in range(length + 1)]
        for i in range(length):
            if i % 2:
                Equal(variables[i], variables[i + 1], Strength.REQUIRED)
            else:
                Scale(variables[i], 1, i, variables[i + 1], Strength.REQUIRED)
        edit = Edit(variables[0], Strength.STRONG)
        plan = Planner().plan([edit])
        for value in range(150):
            variables[0].value = value
            for constraint in plan:
                constraint.execute()
            total += variables[-1].value
    return total, len(plan)
