/// Python interpreters as actors of the program's own Akka Typed system. The rest of [dev.atoll] needs no knowledge of Akka.
package dev.atoll.akka;
