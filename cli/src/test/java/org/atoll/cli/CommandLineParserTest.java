package org.atoll.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the parser makes of a command line; each expectation is what CPython 3.14.3 does with it.
class CommandLineParserTest {
  private static CommandLine parse(String... arguments) throws UsageException {
    return CommandLineParser.parse(List.of(arguments));
  }

  @Test
  void fileAndItsArguments() throws UsageException {
    CommandLine line = parse("-O", "prog.py", "-c", "x");
    assertEquals(CommandLine.Source.FILE, line.source());
    assertEquals("prog.py", line.sourceText());
    assertEquals(List.of("-c", "x"), line.programArguments());
    assertEquals(1, line.flags().optimize());
  }

  @Test
  void actorSystem() throws UsageException {
    CommandLine line = parse("-u", "run", "--actor", "pool.py", "-v");
    assertEquals(CommandLine.Source.FILE, line.source());
    assertEquals("pool.py", line.sourceText());
    assertEquals(List.of("actor_system"), line.xOptions());
    assertEquals(List.of("-v"), line.programArguments());
    assertEquals("run", parse("run").sourceText());
    assertEquals(CommandLine.Action.HELP, parse("run", "--help").action());
    assertThrows(UsageException.class, () -> parse("run", "pool.py"));
    assertThrows(UsageException.class, () -> parse("run", "--actor"));
  }

  @Test
  void commandEndsTheOptions() throws UsageException {
    CommandLine line = parse("-bBcprint(1)", "-V", "--", "z");
    assertEquals(CommandLine.Source.COMMAND, line.source());
    assertEquals("print(1)", line.sourceText());
    assertEquals(List.of("-V", "--", "z"), line.programArguments());
    assertEquals(1, line.flags().bytesWarning());
    assertTrue(line.flags().dontWriteBytecode());
  }

  @Test
  void moduleInTheNextArgument() throws UsageException {
    CommandLine line = parse("-m", "json.tool", "-h");
    assertEquals(CommandLine.Source.MODULE, line.source());
    assertEquals("json.tool", line.sourceText());
    assertEquals(List.of("-h"), line.programArguments());
  }

  @Test
  void standardInput() throws UsageException {
    assertEquals(CommandLine.Source.STDIN, parse().source());
    CommandLine dash = parse("-u", "-", "a");
    assertEquals(CommandLine.Source.STDIN, dash.source());
    assertEquals(List.of("a"), dash.programArguments());
    assertTrue(dash.flags().unbuffered());
  }

  @Test
  void doubleDashEndsTheOptions() throws UsageException {
    CommandLine line = parse("--", "-V");
    assertEquals(CommandLine.Source.FILE, line.source());
    assertEquals("-V", line.sourceText());
  }

  @Test
  void isolatedModeMeansThreeOthers() throws UsageException {
    CommandLine.Flags flags = parse("-I", "x.py").flags();
    assertTrue(flags.isolated() && flags.ignoreEnvironment() && flags.noUserSite() && flags.safePath());
  }

  @Test
  void warningsAndXOptionsKeepTheirOrder() throws UsageException {
    CommandLine line = parse("-Werror", "-W", "ignore", "-Xdev", "-X", "utf8=1", "x.py");
    assertEquals(List.of("error", "ignore"), line.warnOptions());
    assertEquals(List.of("dev", "utf8=1"), line.xOptions());
  }

  @Test
  void versionAndHelp() throws UsageException {
    assertEquals(CommandLine.Action.VERSION, parse("-V").action());
    assertEquals(CommandLine.Action.LONG_VERSION, parse("-VV").action());
    assertEquals(CommandLine.Action.VERSION, parse("--version", "x.py").action());
    assertEquals(CommandLine.Action.HELP, parse("-?").action());
    assertEquals(CommandLine.Action.HELP, parse("-h", "-Z").action());
    assertEquals(CommandLine.Action.HELP, parse("-V", "-h").action());
    assertEquals(CommandLine.Action.HELP_ENVIRONMENT, parse("--help-env").action());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "-Z | Unknown option: -Z",
      "-bZ | Unknown option: -Z",
      "-J | Unknown option: -J",
      "--bogus | Unknown option: --bogus",
      "--help=3 | Unknown option: --help=3",
      "-c | Argument expected for the -c option",
      "-Vm | Argument expected for the -m option",
      "-X | Argument expected for the -X option",
      "--check-hash-based-pycs | Argument expected for the --check-hash-based-pycs options"})
  void refused(String argument, String message) {
    assertEquals(message, assertThrows(UsageException.class, () -> parse(argument)).getMessage());
  }
}
