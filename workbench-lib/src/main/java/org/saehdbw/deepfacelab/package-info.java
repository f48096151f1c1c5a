/**
 * Models as DeepFaceLab saves them: folders of pickled dictionaries, read into run folders and
 * written back.
 */
@NullMarked
package org.saehdbw.deepfacelab;

import org.jspecify.annotations.NullMarked;
