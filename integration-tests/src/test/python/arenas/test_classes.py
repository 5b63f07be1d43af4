"""Where interpreters find the classes of objects that others have put into an arena: programs that declare them in the main script."""

import os
import subprocess
import sys
import tempfile
import textwrap
import unittest

PROGRAM = '''
from concurrent.futures import InterpreterPoolExecutor
from atoll import arena, interpreters

SCALE = 2.0

@arena.struct
class Particle:
    x: float
    y: float = 0.0

    def move(self, d):
        self.x += d * SCALE

def names_no_class(bank):
    with bank:
        p = bank.root["pool"].acquire(1.0)
        p.move(1)
        bank.root["all"].append(p)
        return type(p).__qualname__, bank.root["one"].x

def names_it(bank):
    with bank:
        bank.root["made"] = Particle(5.0)
        return isinstance(bank.root["one"], Particle)

{guard}
    bank = arena.create()
    with bank:
        bank.root["pool"] = bank.pool(Particle, capacity=10)
        bank.root["all"] = []
        bank.root["one"] = Particle(7.0)
    with InterpreterPoolExecutor(2) as pool:
        for f in names_no_class, names_it:
            print(pool.submit(f, bank).result())
    for f in names_no_class, names_it:
        with interpreters.create() as interp:
            print(interp.call(f, bank))
    with bank:
        print([p.x for p in bank.root["all"]], type(bank.root["made"]) is Particle)
'''

PRINTS = """\
('Particle', 7.0)
True
('Particle', 7.0)
True
[3.0, 3.0] True
"""


class Classes(unittest.TestCase):
    def run_program(self, text):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "program.py")
            with open(path, "w") as f:
                f.write(textwrap.dedent(text))
            ran = subprocess.run([sys.executable, path], capture_output=True, text=True, timeout=300)
        self.assertEqual((ran.returncode, ran.stderr), (0, ""))
        return ran.stdout

    def test_guarded_program(self):
        self.assertEqual(self.run_program(PROGRAM.format(guard='if __name__ == "__main__":')), PRINTS)

    def test_program_without_a_guard(self):
        self.assertEqual(self.run_program(PROGRAM.format(guard="if True:")), PRINTS)

    def test_made_by_a_worker_first(self):
        self.assertEqual(self.run_program("""
            from atoll import arena, interpreters

            @arena.struct
            class Point:
                x: int

            def put(bank):
                with bank:
                    bank.root["p"] = Point(3)

            def get(bank):
                with bank:
                    return bank.root["p"].x

            if __name__ == "__main__":
                bank = arena.create()
                with interpreters.create() as interp:
                    interp.call(put, bank)
                with interpreters.create() as interp:
                    print(interp.call(get, bank))
                print(get(bank))
            """), "3\n3\n")

    def test_closures_and_lambdas(self):
        self.assertEqual(self.run_program("""
            from atoll import arena, parallel

            @arena.struct
            class Point:
                x: float

            bank = arena.create()
            with bank:
                bank.root["all"] = []

            def adder(offset):
                def add(n):
                    with bank:
                        bank.root["all"].append(Point(n + offset))
                return add

            list(parallel.map(adder(0.5), range(3)))
            list(parallel.map(lambda n: bank.__enter__().root["all"].append(Point(n)) or bank.__exit__(), range(3)))
            with bank:
                print(sorted(p.x for p in bank.root["all"]))
            """), "[0.0, 0.5, 1.0, 1.5, 2.0, 2.5]\n")

    def test_class_within_a_function(self):
        self.assertEqual(self.run_program("""
            from atoll import arena, interpreters

            def declare():
                @arena.struct
                class Point:
                    x: float
                return Point

            bank = arena.create()
            with bank:
                bank.root["p"] = declare()(2.0)

            def look():
                with bank:
                    bank.root["p"]

            with interpreters.create() as interp:
                try:
                    interp.call(look)
                except interpreters.ExecutionFailed as e:
                    print(e.excinfo.msg)
            """), "this interpreter does not know the class __main__.declare.<locals>.Point of this object (no name leads to it, since it was "
                  "declared within a function): declare it in a module that all interpreters can import, or use it by name in the function "
                  "that is sent here\n")

    def test_other_fields(self):
        self.assertEqual(self.run_program("""
            from atoll import arena, interpreters

            @arena.struct
            class Point:
                x: float

            bank = arena.create()
            with bank:
                bank.root["p"] = Point(2.0)

            with interpreters.create() as interp:
                interp.prepare_main(bank=bank)
                try:
                    interp.exec('''if True:
                        from atoll import arena
                        @arena.struct
                        class Point:
                            y: int
                        with bank:
                            bank.root["p"]''')
                except interpreters.ExecutionFailed as e:
                    print(e.excinfo.msg)
            """), "the class __main__.Point has other fields in this interpreter than the object, which was made by another one: declare the "
                  "same in both\n")

    def test_programs_that_no_file_holds(self):
        program = textwrap.dedent("""
            from atoll import arena, interpreters

            @arena.struct
            class Point:
                x: float

            bank = arena.create()
            with bank:
                bank.root["p"] = Point(2.0)

            with interpreters.create() as interp:
                interp.prepare_main(bank=bank)
                try:
                    interp.exec('bank.__enter__().root["p"]')
                except interpreters.ExecutionFailed as e:
                    print(e.excinfo.msg)
            """)
        ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=300)
        self.assertEqual((ran.returncode, ran.stderr), (0, ""))
        self.assertIn("this interpreter does not know the class __main__.Point of this object", ran.stdout)

    def test_actors(self):
        self.assertEqual(self.run_program("""
            from atoll import arena
            from atoll.actors import actor, spawn

            @arena.struct
            class Point:
                x: float

            bank = arena.create()
            with bank:
                bank.root["p"] = Point(2.0)

            @actor
            class Mover:
                def move(self, bank, by):
                    with bank:
                        bank.root["p"].x += by
                        return bank.root["p"].x

            mover = spawn(Mover)
            print(mover.move(bank, 1.5).result())
            mover.stop()
            """), "3.5\n")


if __name__ == "__main__":
    unittest.main()
