/// Starts Atoll and the native CPython as processes, for the tests that compare them.
package org.atoll.integration.process;
