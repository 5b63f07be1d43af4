/// The module `_socket`: sockets, their addresses and the names of hosts and services. The system calls themselves are those
/// of [org.atoll.runtime.host.Sockets] and [org.atoll.runtime.host.NameService].
package org.atoll.runtime.modules.socket;
