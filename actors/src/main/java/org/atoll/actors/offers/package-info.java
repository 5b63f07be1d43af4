/// Java objects that Python code may call, by an interface that the embedding program names.
package org.atoll.actors.offers;
