/// The module `faulthandler`: dumps of Python stacks on demand, after a time, and when a signal comes.
package org.atoll.runtime.modules.faulthandler;
