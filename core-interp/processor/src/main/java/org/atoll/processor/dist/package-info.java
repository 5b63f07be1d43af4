/// What the build does to the jars of the distribution. Run by the build only.
package org.atoll.processor.dist;
