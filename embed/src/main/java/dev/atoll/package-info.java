/// Python in Java programs: interpreters that are isolated from each other, run in parallel, and can be interrupted, limited
/// and ended.
///
/// ```java
/// try (Atoll atoll = Atoll.open(); Interpreter python = atoll.newInterpreter()) {
///   python.exec("""
///       def greet(name):
///           return f'Hello, {name}!'
///       """);
///   String text = python.call(PythonCall.of("greet", "Ada").returning(String.class));
/// }
/// ```
///
/// [Atoll] is the runtime, [Interpreter] a handle on one interpreter, [InterpreterPoolExecutor] an `ExecutorService` over
/// several, [PythonCall] what they are asked for. All of them may be used by any thread. Nothing of Atoll's takes signals,
/// ends the process or changes its working directory.
///
/// Values are copied between Java and Python; [org.atoll.actors.convert.ToPython] and [org.atoll.actors.convert.ToJava] say
/// what becomes what. What has no counterpart is refused with an [IllegalArgumentException] that says where it stands. A Python
/// exception arrives as a [PythonException].
package dev.atoll;
