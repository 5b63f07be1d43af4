package org.atoll.integration.layers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The layers of the house: dependencies point one way. What a rule says to do instead stands in its reason.
@AnalyzeClasses(packages = {"org.atoll", "dev.atoll"}, importOptions = ImportOption.DoNotIncludeTests.class)
class LayeringTest {
  private static final String[] CORE = {
      "org.atoll.annotations..", "org.atoll.processor..", "org.atoll.syntax..", "org.atoll.compiler..", "org.atoll.runtime.."};

  @ArchTest
  static final ArchRule core_knows_only_the_language = noClasses().that().resideInAnyPackage(CORE)
      .should().dependOnClassesThat().resideInAnyPackage(
          "org.atoll.channels..", "org.atoll.arena..", "org.atoll.actors..", "org.atoll.cli..")
      .allowEmptyShould(true)
      .because("core-interp is the language; a module above it contributes through a ServiceLoader provider");

  @ArchTest
  static final ArchRule core_knows_no_messaging_library = noClasses().that().resideInAnyPackage(CORE)
      .should().dependOnClassesThat().resideInAnyPackage(
          "akka..", "scala..", "com.esotericsoftware..", "io.netty..", "org.jctools..", "ch.qos.logback..")
      .allowEmptyShould(true)
      .because("libraries for messages, actors and the network belong to channels and actors; "
          + "declare an interface in the core and implement it there");

  @ArchTest
  static final ArchRule channels_and_arenas_are_strangers = noClasses().that().resideInAPackage("org.atoll.channels..")
      .should().dependOnClassesThat().resideInAnyPackage("org.atoll.arena..", "org.atoll.actors..", "org.atoll.cli..", "akka..")
      .allowEmptyShould(true)
      .because("actors puts channels and arenas together; neither knows the other");

  @ArchTest
  static final ArchRule arenas_and_channels_are_strangers = noClasses().that().resideInAPackage("org.atoll.arena..")
      .should().dependOnClassesThat().resideInAnyPackage("org.atoll.channels..", "org.atoll.actors..", "org.atoll.cli..", "akka..")
      .allowEmptyShould(true)
      .because("actors puts channels and arenas together; neither knows the other");

  @ArchTest
  static final ArchRule actors_know_no_command_line = noClasses().that().resideInAPackage("org.atoll.actors..")
      .should().dependOnClassesThat().resideInAPackage("org.atoll.cli..")
      .allowEmptyShould(true)
      .because("the command line starts actors, not the other way round");

  @ArchTest
  static final ArchRule the_java_api_is_built_on_the_rest = noClasses().that().resideInAPackage("org.atoll..")
      .and().resideOutsideOfPackages("org.atoll.integration..", "org.atoll.examples..")
      .should().dependOnClassesThat().resideInAPackage("dev.atoll..")
      .allowEmptyShould(true)
      .because("dev.atoll is for programs that embed Atoll; what both need belongs to org.atoll.actors");

  @ArchTest
  static final ArchRule the_java_api_needs_no_akka = noClasses().that().resideInAPackage("dev.atoll")
      .should().dependOnClassesThat().resideInAnyPackage("akka..", "org.atoll.cli..")
      .because("programs that embed Atoll need not know Akka; what does belongs to dev.atoll.akka");

  @ArchTest
  static final ArchRule metrics_are_optional = noClasses().that().resideInAnyPackage("org.atoll..", "dev.atoll", "dev.atoll.akka")
      .should().dependOnClassesThat().resideInAPackage("io.micrometer..")
      .because("Micrometer is an optional dependency, which dev.atoll.metrics alone may name");

  @ArchTest
  static final ArchRule compiler_never_sees_the_runtime = noClasses().that().resideInAPackage("org.atoll.compiler..")
      .should().dependOnClassesThat().resideInAPackage("org.atoll.runtime..")
      .allowEmptyShould(true)
      .because("the compiler names what it calls at run time by descriptor; it runs at build time, before the runtime");

  @ArchTest
  static final ArchRule syntax_stands_alone = noClasses().that().resideInAPackage("org.atoll.syntax..")
      .should().dependOnClassesThat().resideInAnyPackage(
          "org.atoll.compiler..", "org.atoll.runtime..", "org.atoll.annotations..")
      .allowEmptyShould(true)
      .because("the parser is used by tools that never run Python");

  @ArchTest
  static final ArchRule no_text_follows_the_default_locale = noClasses()
      .should().callMethod(String.class, "format", String.class, Object[].class)
      .orShould().callMethod(String.class, "formatted", Object[].class)
      .orShould().callMethod(String.class, "toLowerCase")
      .orShould().callMethod(String.class, "toUpperCase")
      .because("what Python code sees must not depend on the default locale of the program that embeds it; pass Locale.ROOT");

  @ArchTest
  static final ArchRule annotations_stand_alone = noClasses().that().resideInAPackage("org.atoll.annotations..")
      .should().dependOnClassesThat().resideInAnyPackage("org.atoll.processor..", "org.atoll.syntax..",
          "org.atoll.compiler..", "org.atoll.runtime..")
      .allowEmptyShould(true)
      .because("annotations are declarations only");
}
