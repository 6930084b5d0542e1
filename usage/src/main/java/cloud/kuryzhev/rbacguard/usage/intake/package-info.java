/** Takes what API servers and clouds push: read, bounded, made durable, and only then answered. */
@NullMarked
package cloud.kuryzhev.rbacguard.usage.intake;

import org.jspecify.annotations.NullMarked;
