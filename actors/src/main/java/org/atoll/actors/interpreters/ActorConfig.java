package org.atoll.actors.interpreters;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/// How the actor system is set up: few threads, since actors only hand work on; daemons, since the Python program decides
/// when the process ends.
final class ActorConfig {
  private ActorConfig() {}

  static Config load() {
    return ConfigFactory.parseString("""
        akka {
          loggers = ["akka.event.slf4j.Slf4jLogger"]
          loglevel = "WARNING"
          stdout-loglevel = "OFF"
          daemonic = on
          jvm-exit-on-fatal-error = off
          log-dead-letters = off
          actor.default-dispatcher.fork-join-executor {
            parallelism-min = 1
            parallelism-factor = 1.0
            parallelism-max = 2
          }
          actor.internal-dispatcher.fork-join-executor {
            parallelism-min = 1
            parallelism-factor = 1.0
            parallelism-max = 2
          }
        }
        """).withFallback(ConfigFactory.load(ActorConfig.class.getClassLoader()));
  }
}
