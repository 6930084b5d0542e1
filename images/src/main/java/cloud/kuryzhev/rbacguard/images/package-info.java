/** Container images of both services as OCI layouts, made from folders without a container engine. */
@NullMarked
package cloud.kuryzhev.rbacguard.images;

import org.jspecify.annotations.NullMarked;
