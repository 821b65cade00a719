#pragma once

#include "domain/Error.h"

#include <QImage>
#include <QString>
#include <QStringList>

class QIODevice;

namespace gatehouse {

/// The page as it is shown, `width` wide and as high as it needs, in pixels that are multiplied by `scale`.
/// Needs a QGuiApplication; may be called on any thread. Nothing is fetched.
QImage renderImage(const QString &html, int width, qreal scale);

/// The pages side by side in one picture, each as renderImage() gives it; on a smaller scale when they are
/// too many for one. Null when there is no memory for it.
QImage renderSideBySide(const QStringList &pages, int width, qreal scale);

/// The page as PDF on A4, more than one sheet when it is long. The device is open for writing.
Result<void> renderPdf(const QString &html, QIODevice &target);
/// The same for several pages, each on a sheet of its own.
Result<void> renderPdf(const QStringList &pages, QIODevice &target);

}
