package org.atoll.syntax.ast;

/// A complex constant (imaginary literals have a real part of zero).
public record ComplexValue(double real, double imag) {}
