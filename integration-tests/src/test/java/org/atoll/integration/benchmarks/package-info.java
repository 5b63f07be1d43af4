/// Benchmarks in Java, which `integration-tests/benchmarks/run.py` starts beside those in Python: what the JVM, or Akka, takes
/// for a thing without Python around it. Each is one file that needs nothing of the tests, with a `main` that prints lines of
/// `name=value`.
package org.atoll.integration.benchmarks;
