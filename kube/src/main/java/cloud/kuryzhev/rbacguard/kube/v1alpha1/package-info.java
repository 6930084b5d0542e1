/** The custom resources of {@code audit.kuryzhev.cloud/v1alpha1}; their CRDs are generated from these types. */
@NullMarked
package cloud.kuryzhev.rbacguard.kube.v1alpha1;

import org.jspecify.annotations.NullMarked;
