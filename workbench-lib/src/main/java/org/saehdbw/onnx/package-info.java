/**
 * Models as ONNX files, which other programs run: an interpreter of {@link
 * org.saehdbw.tensors.TensorOps} that builds ONNX's graph, and the writer of its file.
 */
@NullMarked
package org.saehdbw.onnx;

import org.jspecify.annotations.NullMarked;
