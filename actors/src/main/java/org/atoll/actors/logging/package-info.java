/// Where Atoll's own log goes. Found by Logback through `ServiceLoader`; nobody else uses it.
package org.atoll.actors.logging;
