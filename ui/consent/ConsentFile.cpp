#include "ui/consent/ConsentFile.h"

#include "ui/consent/ConsentRenderer.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

Error notWritten(const QString &path)
{
    return {Error::Kind::Unreachable,
            QCoreApplication::translate("ConsentFile", "\"%1\" could not be written. Check the folder, your "
                                                       "rights in it and the free space.")
                .arg(QFileInfo(path).fileName())};
}

Error cancelled()
{
    return {Error::Kind::Cancelled,
            QCoreApplication::translate("ConsentFile", "Saving was cancelled. No file was written.")};
}

constexpr qreal pictureScale = 2; // sharp on paper and on a fine screen

Result<void> write(ConsentFileKind kind, const QStringList &pages, int width, QSaveFile &file)
{
    switch (kind) {
    case ConsentFileKind::Png:
        if (!renderSideBySide(pages, width, pictureScale).save(&file, "png"))
            return fail(Error::Kind::Unreachable,
                        QCoreApplication::translate(
                            "ConsentFile",
                            "The picture cannot be made: it is too large, or the disk is full. "
                            "Save as HTML, or fewer languages."));
        return {};
    case ConsentFileKind::Pdf:
        return renderPdf(pages, file);
    case ConsentFileKind::Html:
        file.write(combinedHtml(pages, width).toUtf8());
        return {};
    }
    return {};
}

}

QString combinedHtml(const QStringList &pages, int width)
{
    if (pages.size() == 1)
        return pages.first();
    QString html =
        u"<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head>\n<body style=\"margin:0\">\n"_s;
    for (const QString &page : pages) {
        const int height = renderImage(page, width, 1).height();
        html += u"<iframe sandbox style=\"border:0;width:%1px;height:%2px\" srcdoc=\"%3\"></iframe>\n"_s.arg(
            QString::number(width), QString::number(height * 5 / 4), page.toHtmlEscaped());
    }
    return html + "</body></html>\n"_L1;
}

Result<void> writeConsentFile(ConsentFileKind kind, const QStringList &pages, int width, const QString &path,
                              const Progress &progress)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return std::unexpected(notWritten(path));
    return write(kind, pages, width, file).and_then([&]() -> Result<void> {
        if (!goesOn(progress, 0, 0))
            return std::unexpected(cancelled());
        if (!file.commit())
            return std::unexpected(notWritten(path));
        return {};
    });
}

}
