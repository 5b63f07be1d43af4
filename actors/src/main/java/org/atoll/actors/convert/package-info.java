/// Values on their way between Java and Python: what each becomes on the other side. Copies throughout, so that nothing that
/// can change is shared; what has no counterpart is refused with the place where it stands. Used by the actor protocol and by
/// the Java API, with the GIL of the interpreter that the Python objects belong to.
package org.atoll.actors.convert;
