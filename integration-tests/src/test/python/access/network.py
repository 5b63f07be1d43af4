"""Ways to reach others without the capability for it."""

import socket
import sys
from atoll import interpreters
from common import UNKNOWN, Trial, lacks

server = socket.create_server(('127.0.0.1', 0))
server.settimeout(0.2)
t = Trial(interpreters.create(capabilities={'read': True, 'write': True}), port=server.getsockname()[1], held=server.fileno(), folder=sys.argv[1])

t.expect(r"got b'ab'", "import socket; a, b = socket.socketpair(); a.send(b'ab'); it = b.recv(2)")
t.expect(r"got 3", "import asyncio\nasync def f():\n    await asyncio.sleep(0.01)\n    return 3\nit = asyncio.run(f())")
t.expect(lacks('network'),
         "import socket; socket.socket()",
         "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
         "import socket; socket.socket(socket.AF_UNIX)",
         "import socket; socket.socket(socket.AF_INET6)",
         "import socket; socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
         "import socket; socket.create_connection(('127.0.0.1', port))",
         "import socket; socket.create_server(('127.0.0.1', 0))",
         "import _socket; _socket.socket()",
         "import socket; socket.getaddrinfo('localhost', 80)",
         "import socket; socket.gethostbyname('localhost')",
         "import socket; socket.gethostbyaddr('127.0.0.1')",
         "import socket; socket.getnameinfo(('127.0.0.1', 80), 0)",
         "import socket; a, b = socket.socketpair(); a.connect('/run/none')",
         "import socket; a, b = socket.socketpair(); a.bind(folder + '/socket')",
         "import socket; a, b = socket.socketpair(); a.listen()",
         "import socket; a, b = socket.socketpair(type=socket.SOCK_DGRAM); a.sendto(b'x', '/run/none')",
         "import socket; a, b = socket.socketpair(type=socket.SOCK_DGRAM); a.sendmsg([b'x'], [], 0, '/run/none')",
         "import http.client; http.client.HTTPConnection('127.0.0.1', port).request('GET', '/')",
         "import asyncio; asyncio.run(asyncio.open_connection('127.0.0.1', port))",
         "import socketserver; socketserver.TCPServer(('127.0.0.1', 0), None)",
         "import ftplib; ftplib.FTP('127.0.0.1')",
         "import smtplib; smtplib.SMTP('127.0.0.1', port)",
         "import poplib; poplib.POP3('127.0.0.1', port)",
         "import multiprocessing.connection as c; c.Client(('127.0.0.1', port))",
         "import logging.handlers; logging.handlers.SysLogHandler(('127.0.0.1', 514))")
t.expect(r"(URLError|OSError|PermissionError|urllib).*'network'", "import urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{port}/')")
t.expect(r"PermissionError|got None", "import logging.handlers; logging.handlers.SocketHandler('127.0.0.1', port).makeSocket()")
t.expect(UNKNOWN,
         "import socket; socket.socket(fileno=held).accept()",
         "import socket; socket.fromfd(held, socket.AF_INET, socket.SOCK_STREAM)",
         "import _socket; _socket.dup(held)",
         "import os; os.read(held, 1)")
try:
    server.accept()
    connected = True
except TimeoutError:
    connected = False
t.check('nobody has connected', not connected)
t.end(25)

# With the capability a local socket also needs the folder of its name.
t = Trial(interpreters.create(capabilities={'network': True}), port=server.getsockname()[1], folder=sys.argv[1])
t.expect(r"got None", "import socket; socket.create_connection(('127.0.0.1', port)).close()")
t.expect(r"PermissionError: .*'(read|write)'", "import socket; socket.socket(socket.AF_UNIX).bind(folder + '/socket')",
         "import socket; socket.socket(socket.AF_UNIX).connect(folder + '/none')")
t.end(3)
