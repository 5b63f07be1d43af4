/// Turns the annotations of `org.atoll.annotations` into binders at compile time. Runs inside javac only and is no part
/// of a running program; it names the runtime's classes as text, so that it can be compiled before them.
package org.atoll.processor;
