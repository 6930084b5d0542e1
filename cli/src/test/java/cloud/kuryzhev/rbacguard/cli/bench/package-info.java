/** How long the command takes, as whole processes; run by {@code make bench-cli}, not by the tests. */
@NullMarked
package cloud.kuryzhev.rbacguard.cli.bench;

import org.jspecify.annotations.NullMarked;
