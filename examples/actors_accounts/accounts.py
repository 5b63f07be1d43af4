"""Accounts as actors: each has its own money, nobody else can touch it, and one that fails is restarted.

    ./atoll examples/actors_accounts/accounts.py
"""

from atoll.actors import Restart, actor, spawn


class InsufficientFunds(Exception):
    pass


@actor
class Account:
    def __init__(self, owner, balance=0):
        self.owner, self.balance = owner, balance

    def deposit(self, amount):
        self.balance += amount
        return self.balance

    def withdraw(self, amount):
        if amount > self.balance:
            raise InsufficientFunds(f"{self.owner} has {self.balance}, not {amount}")
        self.balance -= amount
        return self.balance


@actor
class Bank:
    """Moves money: a message to one account, and, once that has answered, one to the other."""

    def __init__(self):
        self.accounts = {}

    def open(self, owner, balance):
        self.accounts[owner] = spawn(Account, owner, balance, name=owner)
        return self.accounts[owner]

    async def transfer(self, source, target, amount):
        await self.accounts[source].withdraw(amount)
        await self.accounts[target].deposit(amount)


bank = spawn(Bank, name="bank", supervise=Restart(times=3, within=10))
ada = bank.open("ada", 100).result()
bob = bank.open("bob", 20).result()
print(ada, bob)

for transfer in [bank.transfer("ada", "bob", 10) for _ in range(5)]:
    transfer.result()
print(ada.deposit(0).result(), bob.deposit(0).result())

try:
    bob.withdraw(1000).result()
except InsufficientFunds as error:
    print("refused:", error)
print(bob.withdraw(70).result())
