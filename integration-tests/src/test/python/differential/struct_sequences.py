"""Struct sequences that are made and shown very often."""
import time

made = [time.struct_time((2000 + n % 30, 1 + n % 12, 1 + n % 28, n % 24, n % 60, 0, 0, 1, -1)) for n in range(5000)]
print(len({repr(one) for one in made}), made[4999], made[17]._replace(tm_year=5) if hasattr(made[17], "_replace") else made[17][:3])
print(sum(hash(one) == hash(tuple(one)) for one in made), made[3].__reduce__()[1][0][:6])
