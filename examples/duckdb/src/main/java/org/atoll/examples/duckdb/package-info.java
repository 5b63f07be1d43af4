/// An example: columns of a DuckDB table that Python functions compute.
package org.atoll.examples.duckdb;
