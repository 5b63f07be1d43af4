/// `_testinternalcapi`, which asks about the runtime itself, messages between interpreters included.
package org.atoll.actors.testing;
