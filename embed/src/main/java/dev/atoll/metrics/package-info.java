/// Figures of a runtime for Micrometer, which programs that want them add to their class path; nothing else here needs it.
package dev.atoll.metrics;
