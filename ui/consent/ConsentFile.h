#pragma once

#include "domain/Error.h"
#include "domain/Progress.h"
#include "services/export/NeededFiles.h"

#include <QString>
#include <QStringList>

namespace gatehouse {

enum class ConsentFileKind { Png, Pdf, Html };

/// The pages as one HTML document without scripts; several stand side by side, each in a frame of its own.
QString combinedHtml(const QStringList &pages, int width);

/// Writes the pages whole or not at all. Blocks: not for the GUI thread. `width` is that of one page in
/// pixels.
Result<void> writeConsentFile(ConsentFileKind kind, const QStringList &pages, int width, const QString &path,
                              const NeededFiles &needed, const Progress &progress = {});

}
