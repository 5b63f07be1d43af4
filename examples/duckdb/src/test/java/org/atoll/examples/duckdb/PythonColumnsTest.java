package org.atoll.examples.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atoll.Atoll;
import dev.atoll.PythonException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonColumnsTest {
  private Connection connection;
  private DuckDBConnection database;
  private Atoll atoll;

  @BeforeEach
  void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    database = connection.unwrap(DuckDBConnection.class);
    atoll = Atoll.open();
    PythonColumns.fill(database, 12_345);
  }

  @AfterEach
  void close() throws SQLException {
    atoll.close();
    connection.close();
  }

  private String value(String query) throws SQLException {
    try (Statement s = database.createStatement(); ResultSet r = s.executeQuery(query)) {
      assertTrue(r.next());
      return r.getString(1);
    }
  }

  @Test
  void computesTheSameWithOneInterpreterAndWithSeveral() throws Exception {
    PythonColumns run = new PythonColumns(database, Path.of("functions.py"));
    run.compute(atoll, 1);
    String alone = value("SELECT count(*) || ' ' || sum(risk) || ' ' || max(initials) FROM computed");
    run.compute(atoll, 3);
    assertEquals(alone, value("SELECT count(*) || ' ' || sum(risk) || ' ' || max(initials) FROM computed"));
    assertTrue(alone.startsWith("12345 "), alone);
    assertEquals("URW", value("SELECT initials FROM computed WHERE id = 5"));
    assertEquals("0", value("SELECT count(*) FROM orders ANTI JOIN computed USING (id)"));
  }

  @Test
  void tellsWhatIsWrongWithAFunction(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("bad.py");
    Files.writeString(file, "def f(cost): return 1");
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> new PythonColumns(database, file).compute(atoll, 2));
    assertEquals("f() asks for 'cost', but the table has only id, quantity, price, note", e.getMessage());
    Files.writeString(file, "def f(price): return 1 / (price - price)");
    PythonException p = assertThrows(PythonException.class, () -> new PythonColumns(database, file).compute(atoll, 2));
    assertEquals("ZeroDivisionError", p.typeName());
  }
}
