#pragma once

#include "services/import/ImportPlanner.h"
#include "services/servers/ServerSight.h"
#include "services/servers/ServerTake.h"
#include "store/records/ServerStore.h"

#include <QSet>

namespace gatehouse {

class NeededHead;

/// The chosen client applications of a server, each so that overwriting makes it what it is there.
class TakeSource final : public ImportSource
{
public:
    /// All outlive it.
    TakeSource(Database &database, const ServerSight &sight, const WholeDocument &document,
               const TakeRequest &request);
    ~TakeSource() override;
    Q_DISABLE_COPY_MOVE(TakeSource)

    /// Those at these places of the document.
    Result<void> choose(const QSet<std::size_t> &places, const Progress &progress);

    const ClientMerges &merges() const { return m_merges; }
    const FileSurvey &survey() const override { return m_survey; }
    const ClientFormat *format() const override { return &m_sight.format(); }
    Result<void> visit(const ClientReader::Visitor &visitor) override;

private:
    Result<ImportedClient> adapted(ImportedClient there, NeededHead &head);
    ClientMerge merged(const MirroredClient &mirror, const SeenSides &sides) const;
    Result<ImportedClient> overwriting(const MirroredClient &mirror, ImportedClient there,
                                       const ClientApplication &stored, NeededHead &head);

    Database m_database;
    const ServerSight &m_sight;
    const WholeDocument &m_document;
    const TakeRequest &m_request;
    store::ServerClients m_known;
    ClientMerges m_merges;
    QList<ImportedClient> m_clients;
    FileSurvey m_survey;
};

}
