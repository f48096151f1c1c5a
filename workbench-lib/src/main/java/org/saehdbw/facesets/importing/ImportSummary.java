package org.saehdbw.facesets.importing;

import java.util.List;
import org.saehdbw.facesets.Faceset;

/**
 * What became of a folder of photographs.
 *
 * @param imported the names of the faces that were written
 * @param withoutLandmarks the photographs that have no landmark file
 * @param bad the photographs that have one and could not be used, with the reason
 */
public record ImportSummary(
    List<String> imported, List<String> withoutLandmarks, List<Faceset.RejectedFile> bad) {}
