#include "app/cli/FormatOption.h"

#include "domain/formats/ClientFormat.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

struct FormatOptionText
{
    Q_DECLARE_TR_FUNCTIONS(FormatOption)
};

QString helpOf(const auto &formats)
{
    QStringList lines;
    for (const auto &format : formats)
        lines << FormatOptionText::tr("%1: %2").arg(format->name(), format->title());
    return lines.join(u"; "_s);
}

std::string faultOf(const Result<const ClientFormat *> &format)
{
    return format ? std::string() : format.error().text.toStdString();
}

}

QString importFormatsText()
{
    return helpOf(clientFormats());
}

QString exportFormatsText()
{
    return helpOf(exportFormats());
}

std::string checkImportFormat(const std::string &name)
{
    return faultOf(formatByName(QString::fromStdString(name)));
}

std::string checkExportFormat(const std::string &name)
{
    return faultOf(exportFormatByName(QString::fromStdString(name)));
}

}
