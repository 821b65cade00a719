#include "ui/consent/ConsentFile.h"

#include "services/export/OutputFile.h"
#include "ui/consent/ConsentRenderer.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

Error notWritten(const QString &path, const QString &reason)
{
    return {
        Error::Kind::Unreachable,
        QCoreApplication::translate("ConsentFile", "\"%1\" could not be written: %2. Choose another place.")
            .arg(QFileInfo(path).fileName(), reason)};
}

Error cancelled()
{
    return {Error::Kind::Cancelled,
            QCoreApplication::translate("ConsentFile", "Saving was cancelled. No file was written.")};
}

constexpr qreal pictureScale = 2; // sharp on paper and on a fine screen

Result<QByteArray> documentOf(ConsentFileKind kind, const QStringList &pages, int width)
{
    QBuffer document;
    document.open(QIODevice::WriteOnly);
    switch (kind) {
    case ConsentFileKind::Png:
        if (!renderSideBySide(pages, width, pictureScale).save(&document, "png")) {
            return fail(Error::Kind::Unreachable,
                        QCoreApplication::translate("ConsentFile",
                                                    "The picture cannot be made: it is too large. Save as "
                                                    "HTML, or fewer languages."));
        }
        return document.data();
    case ConsentFileKind::Pdf:
        return renderPdf(pages, document).transform([&] { return document.data(); });
    case ConsentFileKind::Html:
        return combinedHtml(pages, width).toUtf8();
    }
    Q_UNREACHABLE_RETURN({});
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
                              const NeededFiles &needed, const Progress &progress)
{
    return documentOf(kind, pages, width).and_then([&](const QByteArray &document) -> Result<void> {
        if (!goesOn(progress, 0, 0))
            return std::unexpected(cancelled());
        return OutputFile::write(path, needed, OutputFile::Readers::AsUsual, document,
                                 QDeadlineTimer(OutputFile::usualPatience))
            .transform_error([&](const Error &error) { return notWritten(path, error.text); });
    });
}

}
