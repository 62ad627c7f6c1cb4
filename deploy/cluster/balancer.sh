# Sourced by cluster.sh: nginx, which gives each request to the next node.

# balance: starts it. A node that is dead it finds by itself; one that is stopped takes connections and never answers,
# so a watch leaves it out until it answers again.
balance() {
  write_upstream 1 2 3
  cat >"$dir/nginx.conf" <<END
$([ "$(id -u)" != 0 ] || echo "user $(id -un);")
daemon off;
pid $dir/nginx.pid;
error_log stderr crit;
worker_processes 1;
worker_shutdown_timeout 60s;
events { worker_connections 4096; }
http {
  access_log off;
  client_body_temp_path $dir/nginx-body;
  proxy_temp_path $dir/nginx-proxy;
  fastcgi_temp_path $dir/nginx-fastcgi;
  uwsgi_temp_path $dir/nginx-uwsgi;
  scgi_temp_path $dir/nginx-scgi;
  include $dir/upstream.conf;
  map \$http_upgrade \$connection_header { default upgrade; '' ''; }
  server {
    listen 127.0.0.1:$port;
    client_max_body_size 0;
    location / {
      proxy_pass http://nodes;
      proxy_http_version 1.1;
      proxy_set_header Host \$http_host;
      proxy_set_header Upgrade \$http_upgrade;
      proxy_set_header Connection \$connection_header;
      proxy_connect_timeout 1s;
      proxy_read_timeout 1h;
      proxy_buffering off;
    }
  }
}
END
  start nginx nginx -e stderr -p "$dir" -c "$dir/nginx.conf"
  until_answers nginx "http://127.0.0.1:$port/health/live"
  watch_nodes &
  pids[watch]=$!
}

# write_upstream NODE...: those that requests go to.
write_upstream() {
  local n
  {
    echo "upstream nodes {"
    for n in 1 2 3; do
      [[ " $* " == *" $n "* ]] && echo "  server 127.0.0.1:${nodes[n]} max_fails=1 fail_timeout=1s;"
    done
    echo "}"
  } >"$dir/upstream.conf"
}

watch_nodes() {
  trap 'exit 0' TERM
  local known="1 2 3" now n
  while sleep 0.5; do
    now=$(answering)
    if [ -n "$now" ] && [ "$now" != "$known" ]; then
      write_upstream $now
      kill -HUP "${pids[nginx]}"
      known=$now
    fi
  done
}

# The numbers of the nodes that answer within a second.
answering() {
  local n up=()
  curl -sS -Z --parallel-immediate -m 1 -w '%{url_effective} %{http_code}\n' \
    -o /dev/null "http://127.0.0.1:${nodes[1]}/health/live" \
    -o /dev/null "http://127.0.0.1:${nodes[2]}/health/live" \
    -o /dev/null "http://127.0.0.1:${nodes[3]}/health/live" >"$dir/answering" 2>/dev/null || true
  for n in 1 2 3; do
    ! grep -q ":${nodes[n]}/health/live 200" "$dir/answering" || up+=("$n")
  done
  echo "${up[*]}"
}
