/// Where items lie between those who send and those who receive: what queues and channels have in common. Knows nothing of
/// interpreters, nor of who waits. To be used by this module.
package org.atoll.channels.items;
