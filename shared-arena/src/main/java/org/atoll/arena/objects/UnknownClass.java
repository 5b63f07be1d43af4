package org.atoll.arena.objects;

/// An operation came upon an instance of a class that its interpreter has yet to find, which may run Python code. Whoever began it finds
/// the class and begins again; nothing has been changed so far.
final class UnknownClass extends RuntimeException {
  private static final long serialVersionUID = 1;

  final transient StructLayout layout;

  UnknownClass(StructLayout layout) {
    super(null, null, false, false);
    this.layout = layout;
  }
}
