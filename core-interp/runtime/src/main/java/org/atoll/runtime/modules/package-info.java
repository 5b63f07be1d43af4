/// The modules that CPython writes in C: one package each, the smallest a file here; and what several of them use.
package org.atoll.runtime.modules;
