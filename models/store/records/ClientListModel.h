#pragma once

#include "store/PagedModel.h"
#include "store/records/ClientPage.h"

namespace gatehouse {

/// The list of client applications, filtered and sorted by the database.
class ClientListModel : public PagedModel<store::ClientRow>
{
    Q_OBJECT

public:
    enum Role {
        KeyRole = Qt::UserRole, ///< primary key
        VersionRole,            ///< int, another after each save
        SeverityRole,           ///< on the column Problems: as in Severity, -1 none
        DriftRole,              ///< on the column Client ID: where it drifted, in words, or nothing
    };

    explicit ClientListModel(DatabaseThread &database, QObject *parent = nullptr);

    /// What is set before the first reload() is remembered for it.
    void setFilter(const store::ClientFilter &filter);
    const store::ClientFilter &filter() const { return m_request.filter; }
    /// That of the rows that are shown, while those of filter() are still being read.
    const store::ClientFilter &shownFilter() const { return m_shownFilter; }
    /// Reads again as far as was read before.
    void reload();
    /// The same because others changed something: row by row, once the first were read.
    void follow();

    int rowOfKey(const QString &key) const; ///< -1 when not among the rows read so far
    int firstWhole() const;                 ///< row of the first that is not damaged; -1: there is none

    void sort(int column, Qt::SortOrder order) override;

Q_SIGNALS:
    void loaded(); ///< a fresh first page is shown
    void followBegins();
    void followed(); ///< others' changes are shown
    void failed(const gatehouse::Error &error);

private:
    QVariant detail(const store::ClientRow &row, int column, int role) const override;
    std::function<Page(Database &)> reader(const store::ClientRow *last, int size) const override;
    void taken() override { m_shownFilter = m_request.filter; }
    void tellFollowBegins() override { Q_EMIT followBegins(); }
    void tellFollowed() override { Q_EMIT followed(); }
    void tellLoaded() override { Q_EMIT loaded(); }
    void tellFailed(const Error &error) override { Q_EMIT failed(error); }

    store::ClientPageRequest m_request;
    store::ClientFilter m_shownFilter;
    bool m_started = false; ///< reload() was called once
};

}
