/// What `multiprocessing` needs of the system: named semaphores (`_multiprocessing`) and shared memory (`_posixshmem`).
package org.atoll.runtime.modules.multiprocessing;
