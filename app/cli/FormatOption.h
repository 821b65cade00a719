#pragma once

#include <QString>

#include <string>

/// What export and import say about --format.
namespace gatehouse::cli {

/// Help that lists the formats.
QString importFormatsText();
QString exportFormatsText();
/// For CLI11: empty when there is such a format, else the fault.
std::string checkImportFormat(const std::string &name);
std::string checkExportFormat(const std::string &name);

}
