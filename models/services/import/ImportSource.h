#pragma once

#include "domain/formats/ClientFormat.h"

namespace gatehouse {

/// What an import takes its client applications from.
class ImportSource
{
public:
    virtual ~ImportSource() = default;
    virtual const FileSurvey &survey() const = 0;
    /// See ClientReader::visit().
    virtual Result<void> visit(const ClientReader::Visitor &visitor) = 0;
};

/// A small file that was read at once.
class WholeFileSource final : public ImportSource
{
public:
    explicit WholeFileSource(const ImportedFile &file);

    const FileSurvey &survey() const override { return m_survey; }
    Result<void> visit(const ClientReader::Visitor &visitor) override;

private:
    const ImportedFile &m_file; ///< outlives this
    FileSurvey m_survey;
};

}
