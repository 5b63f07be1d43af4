package org.atoll.examples.duckdb;

import dev.atoll.Atoll;
import dev.atoll.InterpreterPoolExecutor;
import dev.atoll.PythonCall;
import dev.atoll.PythonException;
import dev.atoll.TypeRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/// Computes columns of a DuckDB table by Python functions that the user supplies, in parallel, and writes them back. Every
/// function of the given file becomes a column; its parameters name the columns that it is given.
public final class PythonColumns {
  private static final int CHUNK = 5_000;
  /// What each interpreter runs besides the user's file: a chunk comes as lists, a column each, which cross to Python in one
  /// go, instead of a call for each row.
  private static final String DRIVER = """
      import inspect

      def columns_of():
          return {name: list(inspect.signature(f).parameters) for name, f in globals().items()
                  if inspect.isfunction(f) and f.__code__.co_filename == USER_FILE and not name.startswith('_')}

      def apply(name, columns):
          return list(map(globals()[name], *columns))
      """;

  private final DuckDBConnection database;
  private final Path functions;

  /// A run over the table `orders` of a database.
  PythonColumns(DuckDBConnection database, Path functions) {
    this.database = database;
    this.functions = functions;
  }

  public static void main(String[] args) throws Exception {
    if (args.length != 2 || !Files.isRegularFile(Path.of(args[0])) || !args[1].matches("[1-9][0-9]{0,8}")) {
      System.err.println("usage: PythonColumns FUNCTIONS.py ROWS\nComputes columns of a table of ROWS rows by the Python functions of a file.");
      System.exit(2);
    }
    try (Connection c = DriverManager.getConnection("jdbc:duckdb:"); Atoll atoll = Atoll.open()) {
      DuckDBConnection database = c.unwrap(DuckDBConnection.class);
      fill(database, Integer.parseInt(args[1]));
      PythonColumns run = new PythonColumns(database, Path.of(args[0]));
      int processors = Runtime.getRuntime().availableProcessors();
      // Once for the compiler of the JVM, which would otherwise count for whoever comes first.
      run.compute(atoll, processors);
      double alone = run.compute(atoll, 1);
      double together = run.compute(atoll, processors);
      System.out.printf("1 interpreter:  %6.2f s%n%d interpreters: %6.2f s, %.2f times as fast%n", alone, processors, together, alone / together);
      run.show(5);
    } catch (PythonException e) {
      System.err.println(e.pythonTraceback());
      System.exit(1);
    }
  }

  /// Makes the table that the example works on.
  static void fill(DuckDBConnection database, int rows) throws SQLException {
    try (Statement s = database.createStatement()) {
      s.execute("""
          CREATE TABLE orders AS
          SELECT i AS id, (i * 7919) %% 50 + 1 AS quantity, ((i * 104729) %% 100000) / 100.0::DOUBLE AS price,
              ['please send by Monday', 'Urgent refund wanted', 'pays in cash on delivery', 'leave it at the neighbours'][i %% 4 + 1] AS note
          FROM range(%d) t(i)""".formatted(rows));
    }
  }

  /// Computes the columns with a number of interpreters and writes them to the table `computed`; the seconds that took.
  double compute(Atoll atoll, int interpreters) throws SQLException, IOException, InterruptedException {
    String source = Files.readString(functions);
    try (InterpreterPoolExecutor pool = atoll.newPool(interpreters, python -> {
      python.exec(source, functions.toString());
      python.set("USER_FILE", functions.toString());
      python.exec(DRIVER);
    })) {
      Map<String, List<String>> wanted = get(pool.submit(PythonCall.of("columns_of").returning(new TypeRef<Map<String, List<String>>>() {})));
      long begin = System.nanoTime();
      Map<String, List<Future<List<Object>>>> answers = new LinkedHashMap<>();
      List<Long> ids = new ArrayList<>();
      Map<String, List<Object>> chunk = new LinkedHashMap<>();
      try (Statement s = database.createStatement(); ResultSet rows = s.executeQuery("SELECT * FROM orders ORDER BY id")) {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          ids.add(rows.getLong("id"));
          for (int i = 1; i <= columns; i++) {
            chunk.computeIfAbsent(rows.getMetaData().getColumnName(i), name -> new ArrayList<>(CHUNK)).add(rows.getObject(i));
          }
          if (ids.size() % CHUNK == 0) {
            submit(pool, wanted, chunk, answers);
            chunk = new LinkedHashMap<>();
          }
        }
      }
      if (!chunk.isEmpty()) {
        submit(pool, wanted, chunk, answers);
      }
      Map<String, List<Object>> computed = new LinkedHashMap<>();
      for (Map.Entry<String, List<Future<List<Object>>>> column : answers.entrySet()) {
        List<Object> values = new ArrayList<>(ids.size());
        for (Future<List<Object>> part : column.getValue()) {
          values.addAll(get(part));
        }
        computed.put(column.getKey(), values);
      }
      write(ids, computed);
      return (System.nanoTime() - begin) / 1e9;
    }
  }

  private static void submit(InterpreterPoolExecutor pool, Map<String, List<String>> wanted, Map<String, List<Object>> chunk,
      Map<String, List<Future<List<Object>>>> answers) {
    wanted.forEach((function, parameters) -> {
      List<List<Object>> columns = parameters.stream().map(p -> column(chunk, function, p)).toList();
      answers.computeIfAbsent(function, f -> new ArrayList<>())
          .add(pool.submit(PythonCall.of("apply", function, columns).returning(new TypeRef<List<Object>>() {})));
    });
  }

  private static List<Object> column(Map<String, List<Object>> chunk, String function, String parameter) {
    List<Object> values = chunk.get(parameter);
    if (values == null) {
      throw new IllegalArgumentException(function + "() asks for '" + parameter + "', but the table has only " + String.join(", ", chunk.keySet()));
    }
    return values;
  }

  private static <T> T get(Future<T> answer) throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e.getCause());
    }
  }

  private void write(List<Long> ids, Map<String, List<Object>> computed) throws SQLException {
    StringBuilder table = new StringBuilder("CREATE OR REPLACE TABLE computed (id BIGINT");
    computed.forEach((name, values) -> table.append(", \"").append(name).append("\" ").append(type(values)));
    try (Statement s = database.createStatement()) {
      s.execute(table + ")");
    }
    try (DuckDBAppender out = database.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "computed")) {
      for (int i = 0; i < ids.size(); i++) {
        out.beginRow();
        out.append(ids.get(i));
        for (List<Object> values : computed.values()) {
          append(out, values.get(i));
        }
        out.endRow();
      }
    }
  }

  private static String type(List<Object> values) {
    Object first = values.stream().filter(v -> v != null).findFirst().orElse("");
    return switch (first) {
      case Long n -> "BIGINT";
      case Double d -> "DOUBLE";
      case Boolean b -> "BOOLEAN";
      default -> "VARCHAR";
    };
  }

  private static void append(DuckDBAppender out, Object value) throws SQLException {
    switch (value) {
      case null -> out.appendNull();
      case Long n -> out.append(n);
      case Double d -> out.append(d);
      case Boolean b -> out.append(b);
      default -> out.append(value.toString());
    }
  }

  private void show(int rows) throws SQLException {
    try (Statement s = database.createStatement();
        ResultSet r = s.executeQuery("SELECT * FROM orders JOIN computed USING (id) ORDER BY id LIMIT " + rows)) {
      while (r.next()) {
        StringBuilder line = new StringBuilder();
        for (int i = 1; i <= r.getMetaData().getColumnCount(); i++) {
          line.append(i == 1 ? "" : "  ").append(r.getObject(i));
        }
        System.out.println(line);
      }
    }
  }
}
