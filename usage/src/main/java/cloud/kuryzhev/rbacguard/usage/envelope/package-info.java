/** Reads whole audit files: whatever they are packed in, told by their content. */
@NullMarked
package cloud.kuryzhev.rbacguard.usage.envelope;

import org.jspecify.annotations.NullMarked;
