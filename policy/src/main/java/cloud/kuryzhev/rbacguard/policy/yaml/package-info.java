/** Reads {@code policy.yaml}, and says of everything that is wrong with it where it stands and what was expected. */
@NullMarked
package cloud.kuryzhev.rbacguard.policy.yaml;

import org.jspecify.annotations.NullMarked;
