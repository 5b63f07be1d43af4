/// The modules that CPython writes in C, one package each; here what several of them use.
package org.atoll.runtime.modules;
