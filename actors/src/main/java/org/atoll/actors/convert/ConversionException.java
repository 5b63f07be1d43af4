package org.atoll.actors.convert;

/// A value has no counterpart on the other side. The message says which, and where it stands.
public final class ConversionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  ConversionException(String message) {
    super(message);
  }
}
