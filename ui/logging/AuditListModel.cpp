#include "ui/logging/AuditListModel.h"

#include "store/DatabaseThread.h"

#include <QDateTime>
#include <QLocale>

namespace gatehouse {

namespace {

constexpr int pageSize = 200;

QString timeText(const QString &at)
{
    const QDateTime time = QDateTime::fromString(at, Qt::ISODate);
    return time.isValid() ? QLocale().toString(time.toLocalTime(), QLocale::ShortFormat) : at;
}

}

AuditListModel::AuditListModel(DatabaseThread &database, QObject *parent)
    : QAbstractTableModel(parent), m_database(database)
{
}

void AuditListModel::show(const store::AuditFilter &filter)
{
    m_filter = filter;
    request(std::nullopt);
}

void AuditListModel::clear()
{
    ++m_generation;
    beginResetModel();
    m_entries.clear();
    setRead(true);
    endResetModel();
}

void AuditListModel::request(std::optional<qint64> before)
{
    m_loading = true;
    const quint64 generation = ++m_generation;
    m_database
        .run([filter = m_filter, before](Database &database) {
            return store::loadAuditPage(database, filter, before, pageSize);
        })
        .then(this, [this, generation, before](const Result<QList<AuditEntry>> &page) {
            if (generation == m_generation)
                take(page, !before);
        });
}

void AuditListModel::take(const Result<QList<AuditEntry>> &page, bool isFirst)
{
    if (!page) {
        setRead(true);
        Q_EMIT failed(page.error());
        return;
    }
    const bool isLast = page->size() < pageSize;
    if (isFirst) {
        beginResetModel();
        m_entries = *page;
        setRead(isLast);
        endResetModel();
        Q_EMIT loaded();
    } else if (page->isEmpty()) {
        setRead(true);
    } else {
        beginInsertRows({}, int(m_entries.size()), int(m_entries.size() + page->size()) - 1);
        m_entries << *page;
        setRead(isLast);
        endInsertRows();
    }
}

/// Only once the rows are there: views ask for more while they are told of rows.
void AuditListModel::setRead(bool complete)
{
    m_complete = complete;
    m_loading = false;
}

int AuditListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

int AuditListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString AuditListModel::text(const AuditEntry &entry, int column)
{
    switch (column) {
    case When:
        return timeText(entry.at);
    case Who:
        return entry.userId.isEmpty() ? tr("(nobody signed in)") : entry.userId;
    case What:
        return tr("%1: %2").arg(audit::actionLabel(entry.action), audit::subjectLabel(entry.subject));
    case Name:
        return entry.name;
    default:
        return {};
    }
}

QVariant AuditListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return text(m_entries.at(index.row()), index.column());
    return {};
}

QVariant AuditListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case When:
        return tr("When");
    case Who:
        return tr("Who");
    case What:
        return tr("What");
    case Name:
        return tr("Name");
    default:
        return {};
    }
}

bool AuditListModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_complete && !m_loading && !m_entries.isEmpty();
}

void AuditListModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        request(m_entries.last().number);
}

}
